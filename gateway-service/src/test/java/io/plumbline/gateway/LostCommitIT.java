package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.gateway.journal.Journal;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The database commits what the journal brings, and the connection is gone before it can say so.
class LostCommitIT {

    @Test
    void storesOnceWhatIsBroughtAgain() throws Exception {
        try (TestDatabase database = TestPostgres.create("gateway");
                CommitThief thief =
                        new CommitThief(URI.create(database.jdbcUrl().substring("jdbc:".length())));
                ScriptedProvider provider = new ScriptedProvider();
                RunningGateway gateway = RunningGateway.start(
                        Map.of("plumbline.database.url", thief.through(database.jdbcUrl())),
                        RunningGateway.temporaryFolder(),
                        database)) {
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            gateway.event(gateway.call(chat("support", "Hi", "")));
            thief.steals(5);
            List<String> answered = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answered.add(RunningGateway.callId(gateway.call(chat("support", "Hi", ""))));
            }
            await("answers of commits are lost").atMost(Duration.ofSeconds(20)).until(() -> thief.left() == 0);
            answered.forEach(gateway::event);
            Map<String, Long> counts = new HashMap<>();
            for (String table : List.of("audit.event where action like 'gateway.call.%'", "gateway.usage_entry")) {
                counts.put(
                        table,
                        gateway.database()
                                .sql("select count(*) from " + table)
                                .query(Long.class)
                                .single());
            }
            assertThat(counts.values()).as("%s", counts).containsOnly(41L);
            await("nothing is left to bring")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    gateway.service().bean(Journal.class).pendingBytes())
                            .isZero());
        }
    }

    /// Stands between a gateway and its database, and takes away the answers to commits of audit events.
    private static final class CommitThief implements AutoCloseable {

        private static final String EVENTS = "INSERT INTO audit.event";

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final URI database;
        private final AtomicInteger toSteal = new AtomicInteger();

        CommitThief(URI database) throws IOException {
            this.database = database;
            Thread.ofVirtual().start(this::accept);
        }

        String through(String jdbcUrl) {
            return jdbcUrl.replace(database.getHost() + ":" + database.getPort(), "127.0.0.1:" + server.getLocalPort());
        }

        void steals(int count) {
            toSteal.set(count);
        }

        int left() {
            return toSteal.get();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Socket behind = new Socket(database.getHost(), database.getPort());
                    Link link = new Link(client, behind);
                    Thread.ofVirtual().start(link::forth);
                    Thread.ofVirtual().start(link::back);
                } catch (IOException e) {
                    return;
                }
            }
        }

        private final class Link {
            private final Socket client;
            private final Socket behind;
            private volatile boolean events;

            Link(Socket client, Socket behind) {
                this.client = client;
                this.behind = behind;
            }

            private void forth() {
                pass(client, behind, text -> {
                    events |= text.contains(EVENTS);
                    return true;
                });
            }

            private void back() {
                pass(behind, client, text -> {
                    boolean stolen = events && text.contains("COMMIT\0") && toSteal.get() > 0;
                    if (stolen) {
                        toSteal.decrementAndGet();
                    }
                    return !stolen;
                });
            }

            private void pass(Socket from, Socket to, Predicate<String> goesOn) {
                byte[] buffer = new byte[65_536];
                try (from;
                        to) {
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream();
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        if (!goesOn.test(new String(buffer, 0, count, StandardCharsets.ISO_8859_1))) {
                            return;
                        }
                        out.write(buffer, 0, count);
                        out.flush();
                    }
                } catch (IOException e) {
                    // one of both has gone
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
