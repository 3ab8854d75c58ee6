package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The channels, for those that send to them.
@Repository
public class AlertChannels {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final NamedDocuments<ChannelTerms> channels;
    private final JdbcClient jdbc;

    AlertChannels(NamedDocuments<ChannelTerms> channels, JdbcClient jdbc) {
        this.channels = channels;
        this.jdbc = jdbc;
    }

    /// A channel as messages need it.
    ///
    /// @param secret encrypted; null for mail
    public record Target(String name, String team, ChannelPlan plan, byte @Nullable [] secret) {}

    /// Returns the team of a channel or subscription: the named one; without a name, the platform for a caller with the
    /// permission in every team, else the caller's only team.
    ///
    /// @throws ProblemException 400 or 403 if the caller has no such team
    public static String ownerOf(@Nullable String named) {
        Caller caller = Callers.current();
        boolean platform = caller.teamsWith(Permission.MONITOR_WRITE).equals(Set.of(Caller.EVERY_TEAM));
        return platform && named == null ? Caller.EVERY_TEAM : caller.teamFor(Permission.MONITOR_WRITE, named);
    }

    /// @throws ProblemException 404
    public Target get(String name) {
        return find(name).orElseThrow(channels::missing);
    }

    /// Finds a channel among those that the current role sees.
    public Optional<Target> find(String name) {
        return jdbc.sql("select name, team, plan, secret from alert_channel where name = ?")
                .param(name)
                .query((row, _) -> new Target(
                        row.getString(1),
                        row.getString(2),
                        JSON.readValue(row.getString(3), ChannelPlan.class),
                        row.getBytes(4)))
                .optional();
    }

    /// Checks that a team has a channel, which cannot be removed until the current transaction ends.
    ///
    /// @param pointer of the member that names it
    /// @throws ProblemException 400 if the team has no such channel
    public void require(String name, String team, String pointer) {
        if (channels.lock(name).filter(each -> each.team().equals(team)).isEmpty()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A subscription sends to channels of its own team.")
                    .at(pointer, "is not a channel of this team");
        }
    }
}
