package io.plumbline.kit.egress;

import java.io.IOException;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/// The egress proxy refused a call. The target received nothing.
public final class EgressProxyException extends IOException {

    private static final long serialVersionUID = 1L;

    EgressProxyException(HttpHost proxy, String reason, @Nullable Exception cause) {
        super("The egress proxy " + proxy.toHostString() + " did not let a call through: " + reason, cause);
    }
}
