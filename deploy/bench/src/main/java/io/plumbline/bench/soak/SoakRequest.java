package io.plumbline.bench.soak;

import io.plumbline.bench.load.LoadTarget;
import java.net.URI;

/// A call that is made repeatedly.
///
/// @param kind of call, for the table
/// @param bytes the complete HTTP request
/// @param status the expected status
/// @param end the expected end of a complete stream; empty for an answer in one piece
record SoakRequest(String kind, byte[] bytes, int status, String end) {

    static SoakRequest posting(String kind, URI url, String key, String body, int status, String end) {
        return new SoakRequest(kind, LoadTarget.request(url, key, body), status, end);
    }
}
