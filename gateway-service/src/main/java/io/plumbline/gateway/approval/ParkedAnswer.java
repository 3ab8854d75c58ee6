package io.plumbline.gateway.approval;

/// The whole answer as its client would have got it.
///
/// @param bytes the body, of a stream with its frames and its end; nobody changes them
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ParkedAnswer(String contentType, byte[] bytes) {

    /// Never what is in it.
    @Override
    public String toString() {
        return "ParkedAnswer[bytes=" + bytes.length + "]";
    }
}
