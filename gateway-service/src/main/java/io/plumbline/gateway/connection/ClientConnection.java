package io.plumbline.gateway.connection;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/// The connection on which a request came. A servlet learns only by writing that its client has gone; this asks the
/// socket, which sees the end of the stream, so that a model does not go on thinking for nobody.
public final class ClientConnection {

    static final String ATTRIBUTE = ClientConnection.class.getName();

    private final Request request;

    ClientConnection(Request request) {
        this.request = request;
    }

    /// The connection of a request that came through the [ClientConnectionValve].
    public static ClientConnection of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ClientConnection connection) {
            return connection;
        }
        throw new IllegalStateException("the request did not come through the valve");
    }

    /// Whether the client has closed its end. To be asked only between reading the request's body and the end of
    /// its handling. Costs one read that does not wait; Tomcat answers exactly 1 when that read failed, and
    /// otherwise how many bytes of a further request are there.
    boolean isGone() {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() == 1;
    }
}
