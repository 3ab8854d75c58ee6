package io.plumbline.bench.soak;

import io.plumbline.bench.load.Target;
import java.net.URI;

/// A call that is made again and again.
///
/// @param kind of call, for the table
/// @param bytes the whole HTTP request
/// @param status with which it is to be answered
/// @param end what a stream ends with, so that it is known to be whole; empty for an answer in one piece
record SoakRequest(String kind, byte[] bytes, int status, String end) {

    static SoakRequest posting(String kind, URI url, String key, String body, int status, String end) {
        return new SoakRequest(kind, Target.request(url, key, body), status, end);
    }
}
