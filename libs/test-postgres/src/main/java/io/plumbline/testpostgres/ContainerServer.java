package io.plumbline.testpostgres;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// A server in a container. Testcontainers removes it when the JVM ends, for any reason.
final class ContainerServer {
    private ContainerServer() {}

    @SuppressWarnings("resource") // lives as long as the JVM
    static Server start(String superuserPassword) {
        PostgreSQLContainer container = new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
                .withUsername("postgres")
                .withPassword(superuserPassword)
                .withDatabaseName("postgres")
                .withCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off", "-c", "full_page_writes=off");
        container.start();
        return new Server(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                "postgres",
                superuserPassword);
    }
}
