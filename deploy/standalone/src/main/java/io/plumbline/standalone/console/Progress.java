package io.plumbline.standalone.console;

/// The progress of some work, in words; the worker updates them, the narrator repeats them.
public final class Progress {

    private volatile String text;

    Progress(String text) {
        this.text = text;
    }

    public void at(String where) {
        text = where;
    }

    String text() {
        return text;
    }
}
