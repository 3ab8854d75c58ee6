package io.plumbline.gateway.route;

/// A turn of a conversation.
///
/// @param conversation the same for all of its turns
/// @param first whether nothing has been answered in it yet
public record Turn(String conversation, boolean first) {

    /// Never which one.
    @Override
    public String toString() {
        return "Turn[first=" + first + "]";
    }
}
