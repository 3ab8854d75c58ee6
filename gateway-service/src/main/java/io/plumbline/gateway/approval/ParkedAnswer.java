package io.plumbline.gateway.approval;

/// The whole answer as its client would have received it.
///
/// @param bytes the body, for a stream including its frames and its end; must not be modified
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ParkedAnswer(String contentType, byte[] bytes) {

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ParkedAnswer[bytes=" + bytes.length + "]";
    }
}
