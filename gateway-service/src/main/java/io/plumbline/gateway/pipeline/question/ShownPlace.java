package io.plumbline.gateway.pipeline.question;

import io.plumbline.gateway.guard.TextPlace;

/// A text that only approvers see.
final class ShownPlace implements TextPlace {

    private final Origin origin;
    private String text;

    ShownPlace(String text, Origin origin) {
        this.text = text;
        this.origin = origin;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public String param() {
        return "";
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public void replace(String newText) {
        text = newText;
    }
}
