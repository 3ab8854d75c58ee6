package io.plumbline.simulator.answer;

/// One message of a conversation, its parts joined.
///
/// @param tool name of the tool with this result, if the role is TOOL; else empty
/// @param attachments images, sounds and files, which are counted but not read
public record Turn(Role role, String text, String tool, int attachments) {
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }
}
