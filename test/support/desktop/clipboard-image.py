"""A program in which somebody has copied a picture: it holds the screen's clipboard, and says "copied"."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("GdkPixbuf", "2.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk

picture = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, 30, 20)
picture.fill(0xFF8800FF)
Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_image(picture)
Gdk.Display.get_default().sync()
print("copied", flush=True)
# Whoever has started it, and is gone, leaves nothing behind.
GLib.io_add_watch(sys.stdin, GLib.IO_HUP, Gtk.main_quit)
Gtk.main()
