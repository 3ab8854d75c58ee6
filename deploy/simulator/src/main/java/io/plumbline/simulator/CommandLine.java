package io.plumbline.simulator;

import org.jspecify.annotations.Nullable;

/// The arguments of the simulator's command.
record CommandLine(int port, String host, @Nullable String apiKey) {
    static final String USAGE = "Usage: simulator [--port PORT] [--host ADDRESS] [--api-key KEY]";
    private static final int USUAL_PORT = 8089;

    /// @throws IllegalArgumentException naming the unknown argument
    static CommandLine parse(String... arguments) {
        int port = USUAL_PORT;
        String host = Simulator.LOOPBACK;
        String apiKey = null;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--port" -> port = port(value);
                case "--host" -> host = value;
                case "--api-key" -> apiKey = value;
                default -> throw new IllegalArgumentException("Unknown argument " + arguments[i]);
            }
        }
        return new CommandLine(port, host, apiKey);
    }

    private static int port(String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException("--port must be a number from 0 to 65535");
        }
        return Integer.parseInt(value);
    }
}
