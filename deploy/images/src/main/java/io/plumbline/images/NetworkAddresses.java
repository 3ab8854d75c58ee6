package io.plumbline.images;

import io.plumbline.standalone.layout.Addresses;
import io.plumbline.standalone.layout.Ports;
import io.plumbline.standalone.layout.Service;
import java.util.Locale;
import java.util.Map;

/// Services on separate hosts, reached by the service's short name in a container network.
/// `PLUMBLINE_<SERVICE>_URL` gives the address for browsers and callers; the default is a port of this machine.
final class NetworkAddresses implements Addresses {

    private static final Ports PORTS = new Ports(Ports.DEFAULT_BASE);

    private final Map<String, String> environment;

    NetworkAddresses(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String listenAddress() {
        return "0.0.0.0";
    }

    @Override
    public int of(Service service) {
        return PORTS.of(service);
    }

    @Override
    public String publicUrl(Service service) {
        String variable = "PLUMBLINE_%s_URL".formatted(service.id().toUpperCase(Locale.ROOT));
        String url = environment.getOrDefault(variable, "").strip();
        return url.isEmpty() ? PORTS.publicUrl(service) : url;
    }

    @Override
    public String internalUrl(Service service) {
        return "http://%s:%d".formatted(service.id(), of(service));
    }

    @Override
    public String simulatorUrl() {
        return "http://simulator:" + PORTS.simulator();
    }

    @Override
    public boolean allowPrivateProviders() {
        return false;
    }
}
