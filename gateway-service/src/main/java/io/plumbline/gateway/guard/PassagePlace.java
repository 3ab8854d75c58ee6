package io.plumbline.gateway.guard;

/// A passage of a knowledge base before it becomes part of a request.
final class PassagePlace implements TextPlace {

    private String text;

    PassagePlace(String text) {
        this.text = text;
    }

    @Override
    public Origin origin() {
        return Origin.PASSAGE;
    }

    @Override
    public String param() {
        return "retrieval";
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
