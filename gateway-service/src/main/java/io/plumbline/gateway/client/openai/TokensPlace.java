package io.plumbline.gateway.client.openai;

import io.plumbline.gateway.guard.TextPlace;

/// Text that a client has sent as tokens of an unknown vocabulary, so that it is unreadable here.
///
/// @param param the place as errors name it
/// @param removal takes them out of what is kept
public record TokensPlace(String param, Runnable removal) implements TextPlace {

    @Override
    public Origin origin() {
        return Origin.CONVERSATION;
    }

    @Override
    public String text() {
        return "";
    }

    @Override
    public boolean isReadable() {
        return false;
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public void replace(String text) {
        removal.run();
    }

    /// Leaves out the tokens.
    @Override
    public String toString() {
        return param;
    }
}
