package io.plumbline.standalone.demo;

import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.postgres.DatabaseAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// An event of the audit log that the database's superuser changes, past grants and triggers, until it is
/// restored: by [#close()], or when this process is terminated before.
final class ChangedEvent implements AutoCloseable {

    private final DatabaseAddress database;
    private final UUID id;
    private final byte[] original;
    private final Thread lastChance = new Thread(this::putBack, "put-the-event-back");

    private boolean changed;
    private boolean over;

    private ChangedEvent(DatabaseAddress database, UUID id, byte[] original) {
        this.database = database;
        this.id = id;
        this.original = original;
    }

    /// Replaces a part of the newest event of an action on a resource.
    ///
    /// @throws StoryBroke if there is no such event, or it has no such part
    static ChangedEvent of(DatabaseAddress database, String action, String resource, String from, String to) {
        ChangedEvent event = find(database, action, resource);
        String text = new String(event.original, StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new StoryBroke("Event %s does not contain %s.".formatted(event.id, from));
        }
        Runtime.getRuntime().addShutdownHook(event.lastChance);
        event.change(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return event;
    }

    UUID id() {
        return id;
    }

    @Override
    public void close() {
        putBack();
        try {
            Runtime.getRuntime().removeShutdownHook(lastChance);
        } catch (IllegalStateException e) {
            // The process is ending already; its hook finds nothing to be put back.
        }
    }

    /// Does nothing after the restoration: a process that is terminated at this moment would leave the event
    /// changed.
    synchronized void change(byte[] canonical) {
        if (over) {
            throw new StoryBroke("The demo stopped before changing event %s.".formatted(id));
        }
        changed = true;
        overwrite(canonical);
    }

    private synchronized void putBack() {
        over = true;
        if (changed) {
            overwrite(original);
            changed = false;
        }
    }

    private static ChangedEvent find(DatabaseAddress database, String action, String resource) {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT id, canonical FROM audit.event WHERE action = ? AND resource_id = ?
                        ORDER BY id DESC LIMIT 1""")) {
            select.setString(1, action);
            select.setString(2, resource);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    throw new StoryBroke("The log has no %s of %s.".formatted(action, resource));
                }
                return new ChangedEvent(database, found.getObject(1, UUID.class), found.getBytes(2));
            }
        } catch (SQLException e) {
            throw broke(e);
        }
    }

    private void overwrite(byte[] canonical) {
        try (Connection connection = database.connect();
                Statement replica = connection.createStatement();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE audit.event SET canonical = ? WHERE id = ?")) {
            replica.execute("SET session_replication_role = replica");
            update.setBytes(1, canonical);
            update.setObject(2, id);
            if (update.executeUpdate() != 1) {
                throw new StoryBroke("Event %s is missing.".formatted(id));
            }
        } catch (SQLException e) {
            throw broke(e);
        }
    }

    private static StoryBroke broke(SQLException e) {
        return new StoryBroke("The database refused its superuser: " + e.getMessage(), e);
    }
}
