package io.plumbline.kit.web;

import java.util.List;

/// The POSTs of a service that honour `Idempotency-Key` by themselves, because they keep the key with what they make
/// and
/// know it for longer than a day. [IdempotencyKeys] leaves them alone. A service names them by defining a bean.
///
/// @param paths without variables
public record OwnIdempotency(List<String> paths) {

    public static OwnIdempotency of(String... paths) {
        return new OwnIdempotency(List.of(paths));
    }
}
