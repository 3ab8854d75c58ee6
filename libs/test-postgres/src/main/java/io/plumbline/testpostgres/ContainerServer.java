package io.plumbline.testpostgres;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// A server in a container. Testcontainers removes it when the JVM ends, for any reason.
final class ContainerServer {
    static final String POSTGRES = "postgres:18";
    static final String PGVECTOR = "pgvector/pgvector:pg18";

    private ContainerServer() {}

    @SuppressWarnings("resource") // lives as long as the JVM
    static Server start(String image, String superuserPassword) {
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
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
