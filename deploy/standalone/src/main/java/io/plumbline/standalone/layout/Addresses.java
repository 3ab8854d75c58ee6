package io.plumbline.standalone.layout;

/// Where the parts of an installation listen, and where they are reached: by ports of one machine ([Ports]), or
/// by names of a network.
public interface Addresses {

    /// The address of the interface on which the services listen.
    String listenAddress();

    /// The port on which the service listens.
    int of(Service service);

    /// Where people and their tools reach a service.
    String publicUrl(Service service);

    /// Where services reach each other.
    String internalUrl(Service service);

    /// Where the gateway reaches the model server.
    String simulatorUrl();

    /// Whether providers may have private and loopback addresses unless somebody says otherwise: only where all of
    /// it is one person's machine.
    boolean allowPrivateProviders();
}
