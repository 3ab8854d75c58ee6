package io.plumbline.kit.web;

import java.util.List;

/// POST paths that implement `Idempotency-Key` themselves because they store the key with the created resource
/// for longer than a day. [IdempotencyKeys] skips them. A service declares them as a bean.
///
/// @param paths without variables
public record OwnIdempotency(List<String> paths) {

    public static OwnIdempotency of(String... paths) {
        return new OwnIdempotency(List.of(paths));
    }
}
