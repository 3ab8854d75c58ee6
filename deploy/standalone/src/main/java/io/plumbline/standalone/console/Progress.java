package io.plumbline.standalone.console;

/// How far some work has come, in words; the worker changes them, the narrator repeats them.
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
