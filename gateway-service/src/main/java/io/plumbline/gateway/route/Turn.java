package io.plumbline.gateway.route;

/// A turn of a conversation.
///
/// @param conversation the same for all of its turns
/// @param number how many messages of the user's the call sends
/// @param said digest of what the last of them adds to the one before
/// @param first whether nothing has been answered in it yet
public record Turn(String conversation, int number, String said, boolean first) {

    /// Never which one.
    @Override
    public String toString() {
        return "Turn[first=" + first + "]";
    }
}
