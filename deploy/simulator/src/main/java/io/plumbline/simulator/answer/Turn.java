package io.plumbline.simulator.answer;

/// One message of a conversation, its parts put together.
///
/// @param tool name of the tool whose result this is, where the role is TOOL; else empty
/// @param attachments images, sounds and files, which are counted and not looked at
public record Turn(Role role, String text, String tool, int attachments) {
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }
}
