package io.plumbline.gateway.connection;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/// The connection of a request. A servlet notices a disconnected client only when it writes. This class asks the
/// socket, which sees the end of the stream, so that a model does not continue without a recipient.
public final class ClientConnection {

    static final String ATTRIBUTE = ClientConnection.class.getName();

    private final Request request;

    ClientConnection(Request request) {
        this.request = request;
    }

    /// Returns the connection of a request that came through the [ClientConnectionValve].
    public static ClientConnection of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ClientConnection connection) {
            return connection;
        }
        throw new IllegalStateException("the request did not come through the valve");
    }

    /// Whether the client has closed its end. Call this only between reading the request's body and the end of
    /// its handling. Costs one non-blocking read. Tomcat returns exactly 1 if that read failed, and otherwise the
    /// number of available bytes of a further request.
    boolean isGone() {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() == 1;
    }
}
