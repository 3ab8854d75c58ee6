package io.plumbline.standalone.layout;

import java.util.Map;

/// The ports of one stack, all shifted together by `PLUMBLINE_PORT_BASE`. Everything listens on the loopback
/// interface.
public record Ports(int base) implements Addresses {

    public static final int DEFAULT_BASE = 8080;
    public static final String VARIABLE = "PLUMBLINE_PORT_BASE";

    private static final int SIMULATOR_OFFSET = 9;
    private static final int POSTGRES_OFFSET = 32;
    /// A lower port needs privileges that Postgres must not have.
    private static final int LOWEST_BASE = 1_024;
    private static final int HIGHEST_BASE = 65_535 - POSTGRES_OFFSET;

    public Ports {
        if (base < LOWEST_BASE || base > HIGHEST_BASE) {
            throw new CannotContinue(outOfBounds(Integer.toString(base)));
        }
    }

    public static Ports from(Map<String, String> environment) {
        String base = environment.getOrDefault(VARIABLE, "").strip();
        try {
            return new Ports(base.isEmpty() ? DEFAULT_BASE : Integer.parseInt(base));
        } catch (NumberFormatException e) {
            throw new CannotContinue(outOfBounds('"' + base + '"'), e);
        }
    }

    private static String outOfBounds(String base) {
        return "%s must be a number from %d to %d, but is %s.".formatted(VARIABLE, LOWEST_BASE, HIGHEST_BASE, base);
    }

    @Override
    public String listenAddress() {
        return "127.0.0.1";
    }

    @Override
    public int of(Service service) {
        return base + service.portOffset();
    }

    public int simulator() {
        return base + SIMULATOR_OFFSET;
    }

    public int postgres() {
        return base + POSTGRES_OFFSET;
    }

    @Override
    public String publicUrl(Service service) {
        return "http://localhost:" + of(service);
    }

    /// An IP address, so that no name has to be resolved.
    @Override
    public String internalUrl(Service service) {
        return "http://127.0.0.1:" + of(service);
    }

    @Override
    public String simulatorUrl() {
        return "http://127.0.0.1:" + simulator();
    }

    @Override
    public boolean allowPrivateProviders() {
        return true;
    }
}
