package io.plumbline.gateway.guard;

/// A text that a call sends, and what it was before the guards.
public final class TestPlace implements TextPlace {
    private final Origin origin;
    private final boolean fixed;
    private final String param;
    final String original;
    String text;

    TestPlace(Origin origin, String text) {
        this(origin, text, false);
    }

    public TestPlace(Origin origin, String text, String param) {
        this(origin, text, false, param);
    }

    TestPlace(Origin origin, String text, boolean fixed) {
        this(origin, text, fixed, "place");
    }

    private TestPlace(Origin origin, String text, boolean fixed, String param) {
        this.param = param;
        this.fixed = fixed;
        this.origin = origin;
        this.original = text;
        this.text = text;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean isFixed() {
        return fixed;
    }

    @Override
    public String param() {
        return param;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public void replace(String other) {
        text = other;
    }
}
