package io.plumbline.gateway.route.resolve;

/// A turn of a conversation.
///
/// @param conversation the same for all of its turns
/// @param number how many user messages the call sends
/// @param said digest of what the last of them adds to the previous one
/// @param first whether the conversation has no answer yet
public record ConversationTurn(String conversation, int number, String said, boolean first) {

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ConversationTurn[first=" + first + "]";
    }
}
