package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// The rules for channels as documents. A secret is sent only to the address it was stored for: if the kind or the
/// address changes, the secret must be supplied again.
@Component
class ChannelRules implements DocumentRules<ChannelTerms, AlertChannelRequest, AlertChannelResponse> {

    private static final int MOST = 50;

    private final ChannelMembers members;
    private final Sealer sealer;
    private final JdbcClient jdbc;

    ChannelRules(ChannelMembers members, KeyEncryptionKey key, JdbcClient jdbc) {
        this.members = members;
        this.sealer = key.sealer(ChannelSender.SEAL_PURPOSE);
        this.jdbc = jdbc;
    }

    /// A channel in the audit log. The path of an address may hold a token, and recipients are people.
    ///
    /// @param addressDigest differs if the address has changed
    /// @param recipients their number
    record AuditedChannel(
            ChannelKind kind,
            @Nullable String host,
            @Nullable String addressDigest,
            int recipients,
            boolean enabled) {

        static AuditedChannel of(ChannelPlan plan) {
            String url = plan.url();
            return new AuditedChannel(
                    plan.kind(),
                    url == null ? null : URI.create(url).getHost(),
                    url == null ? null : DocumentChanges.digest(JsonNodeFactory.instance.stringNode(url)),
                    plan.recipients().size(),
                    plan.enabled());
        }
    }

    @Bean
    static NamedDocuments<ChannelTerms> alertChannelDocuments(Documents documents) {
        return documents.of(new DocumentKind<>(
                "alert channel",
                "alert_channel",
                ChannelTerms.class,
                new DocumentKind.Events<>(
                        "alert-channel",
                        ChannelAction.CREATED,
                        ChannelAction.CHANGED,
                        ChannelAction.REMOVED,
                        channel ->
                                Map.of("kind", channel.document().plan().kind().name())),
                channel -> channel.document().plan(),
                channel -> AuditedChannel.of(channel.document().plan())));
    }

    /// @throws ProblemException 400 for invalid members; 403 if the caller may not; 409 if the team has 50 channels
    @Override
    public DocumentDraft<ChannelTerms> draft(String name, AlertChannelRequest request) {
        return draft(name, request, false);
    }

    /// @throws ProblemException as [#draft]; 400 if a secret is missing, which previews do not need
    @Override
    public DocumentDraft<ChannelTerms> decided(String name, AlertChannelRequest request, @Nullable String ifMatch) {
        return draft(name, request, true);
    }

    private DocumentDraft<ChannelTerms> draft(String name, AlertChannelRequest request, boolean isStored) {
        String team = AlertChannels.ownerOf(request.team());
        ChannelPlan plan = members.plan(request);
        return new DocumentDraft<ChannelTerms>(name, team, present -> {
                    requireSpace(team, present);
                    return new ChannelTerms(plan, secret(name, plan, request, present, isStored));
                })
                .event(event -> event.with("secretChanged", request.secret() != null));
    }

    private void requireSpace(String team, @Nullable NamedDocument<ChannelTerms> present) {
        if (present == null
                && jdbc.sql("select count(*) from alert_channel where team = ?")
                                .param(team)
                                .query(Long.class)
                                .single()
                        >= MOST) {
            throw RequestProblem.CONFLICT.because("The team has 50 channels. Remove one first.");
        }
    }

    private byte @Nullable [] secret(
            String name,
            ChannelPlan plan,
            AlertChannelRequest request,
            @Nullable NamedDocument<ChannelTerms> present,
            boolean isStored) {
        String given = request.secret();
        if (plan.kind() == ChannelKind.EMAIL) {
            return null;
        }
        if (given != null) {
            return sealer.seal(given.strip().getBytes(StandardCharsets.UTF_8), name);
        }
        if (present != null) {
            ChannelTerms stored = present.document();
            boolean same = stored.plan().kind() == plan.kind()
                    && Objects.equals(stored.plan().url(), plan.url());
            if (same && stored.secret() != null) {
                return stored.secret();
            }
        }
        if (!isStored) {
            return null;
        }
        throw RequestProblem.INVALID_REQUEST
                .because("A new channel needs its secret, and so does a channel with another kind or address.")
                .at("/secret", "is required");
    }

    /// @throws ProblemException 404; 409 if a subscription uses it
    @Override
    public void remove(String name, NamedDocuments<ChannelTerms> documents) {
        documents.remove(name, this::requireUnused, () -> {});
    }

    private void requireUnused(NamedDocument<ChannelTerms> channel) {
        List<String> subscriptions = jdbc.sql("""
                        select name from alert_subscription
                        where team = :team
                          and (plan ->> 'channel' = :channel
                               or exists (select from jsonb_array_elements(plan -> 'escalation') step
                                          where step ->> 'channel' = :channel))
                        order by name limit 20
                        """)
                .param("team", channel.team())
                .param("channel", channel.name())
                .query((row, _) -> row.getString(1))
                .list();
        if (!subscriptions.isEmpty()) {
            throw RequestProblem.CONFLICT
                    .because("Subscriptions send to this channel. Change or remove them first.")
                    .with("subscriptions", subscriptions);
        }
    }

    @Override
    public List<AlertChannelResponse> responses(List<NamedDocument<ChannelTerms>> channels) {
        return channels.stream().map(AlertChannelResponse::from).toList();
    }
}
