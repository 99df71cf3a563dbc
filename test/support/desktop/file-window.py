"""A window that files and folders can be dragged out of, as out of a file manager's.

Browsers are driven by protocols, and Firefox's has no files from outside. From any program on its screen it takes them.

Call: file-window.py X Y URL...
It says "ready" once it is there, "dragged" when the mouse takes the files along, and at the end "dropped" or "refused".
"""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

x, y, *urls = sys.argv[1:]


def say(word):
    print(word, flush=True)


def refuse(*_):
    say("refused")
    # Else the icon would first fly back to the window.
    return True


def end(*_):
    # After a refusal as well; whoever listens has received of it.
    say("dropped")
    Gtk.main_quit()


# No window manager is asked where this goes.
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.move(int(x), int(y))
window.resize(40, 40)
window.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
window.drag_source_add_uri_targets()
window.connect("map-event", lambda *_: say("ready"))
window.connect("drag-begin", lambda *_: say("dragged"))
window.connect("drag-data-get", lambda _widget, _context, data, *_: data.set_uris(urls))
window.connect("drag-failed", refuse)
window.connect("drag-end", end)
window.show()
# Whoever has started it, and is gone, leaves no window behind.
GLib.io_add_watch(sys.stdin, GLib.IO_HUP, Gtk.main_quit)
Gtk.main()
