package io.plumbline.console.api;

/// A service that did not answer, or answered that it cannot at the moment.
public final class ServiceUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RemoteService service;

    public ServiceUnavailable(RemoteService service, Throwable cause) {
        super(service.fullName() + " does not answer", cause);
        this.service = service;
    }

    public RemoteService service() {
        return service;
    }
}
