"""Holds an image in the clipboard of the screen, and prints "copied"."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("GdkPixbuf", "2.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk

image = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, 30, 20)
image.fill(0xFF8800FF)
Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_image(image)
Gdk.Display.get_default().sync()
print("copied", flush=True)
# Ends when the parent process closes stdin.
GLib.io_add_watch(sys.stdin, GLib.IO_HUP, Gtk.main_quit)
Gtk.main()
