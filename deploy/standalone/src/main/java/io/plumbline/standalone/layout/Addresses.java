package io.plumbline.standalone.layout;

/// The addresses at which the parts of an installation listen and are reached: by ports of one machine ([Ports]),
/// or by names of a network.
public interface Addresses {

    /// The address of the interface on which the services listen.
    String listenAddress();

    /// The port on which the service listens.
    int of(Service service);

    /// The address of a service for people and their tools.
    String publicUrl(Service service);

    /// The address of a service for other services.
    String internalUrl(Service service);

    /// The address of the model server for the gateway.
    String simulatorUrl();

    /// Whether providers may have private and loopback addresses by default: only if everything runs on one
    /// person's machine.
    boolean allowPrivateProviders();
}
