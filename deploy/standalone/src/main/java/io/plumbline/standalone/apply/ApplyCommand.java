package io.plumbline.standalone.apply;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.Answer;
import io.plumbline.standalone.demo.Api;
import io.plumbline.standalone.demo.StoryBroke;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `apply`: makes what files say true, and says what that changes; what is as they say already is left
/// alone. Talks to the stack of this folder, or to the one that `PLUMBLINE_GOVERNANCE_URL`,
/// `PLUMBLINE_EVAL_URL` and `PLUMBLINE_API_KEY` name. All of it is asked about before any of it is stored,
/// so that a fault in one file stores nothing. What rates by a rubric that these files bring, and that is not
/// there yet, is asked about once the rubric is stored.
public final class ApplyCommand {

    static final String URL = "PLUMBLINE_GOVERNANCE_URL";
    static final String EVAL_URL = "PLUMBLINE_EVAL_URL";
    static final String KEY = "PLUMBLINE_API_KEY";

    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9._~/-]*)?");
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;

    public ApplyCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
    }

    /// A thing, and what would become of it.
    ///
    /// @param from its version; 0 where it is not there
    /// @param to the same where nothing changes
    private record Planned(Manifest manifest, int from, int to, JsonNode changes) {}

    /// @param dryRun whether it is only told
    /// @throws CannotContinue when something cannot be read, or is refused
    public void run(Path path, boolean dryRun) {
        List<Manifest> manifests = new ManifestReader().read(path);
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
            Map<Service, Api> services = new EnumMap<>(Service.class);
            List<Manifest> waiting = new ArrayList<>();
            List<Planned> plans = new ArrayList<>();
            Set<String> brought = manifests.stream()
                    .filter(manifest -> manifest.kind() == Kind.RUBRIC)
                    .map(Manifest::name)
                    .collect(Collectors.toSet());
            for (Manifest manifest : manifests) {
                Answer answer = diff(api(services, http, manifest), manifest);
                if (brought.contains(manifest.rubric()) && wantsARubric(answer)) {
                    waiting.add(manifest);
                } else {
                    plans.add(planned(manifest, answer));
                }
            }
            store(plans, services, http, dryRun);
            if (dryRun) {
                waiting.forEach(manifest ->
                        narrator.say("%s: can be told once its rubric is stored".formatted(manifest.title())));
                return;
            }
            List<Planned> later = waiting.stream()
                    .map(manifest -> planned(manifest, diff(api(services, http, manifest), manifest)))
                    .toList();
            store(later, services, http, false);
        } catch (StoryBroke e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        }
    }

    private void store(List<Planned> plans, Map<Service, Api> services, HttpClient http, boolean dryRun) {
        for (Planned plan : plans) {
            if (!dryRun && plan.from() != plan.to()) {
                Manifest manifest = plan.manifest();
                Api service = api(services, http, manifest);
                required(manifest, service.put(manifest.kind().path(manifest.name()), manifest.body()));
            }
            tell(plan, dryRun);
        }
    }

    /// Whether nothing else is wrong with it than that its rubric is not there.
    private static boolean wantsARubric(Answer answer) {
        JsonNode errors = answer.body().path("errors");
        if (!answer.is(400) || errors.isEmpty()) {
            return false;
        }
        for (JsonNode error : errors) {
            String pointer = error.path("pointer").asString("");
            if (!pointer.equals("/rubric") && !pointer.equals("/judge/rubric")) {
                return false;
            }
        }
        return true;
    }

    private Api api(Map<Service, Api> services, HttpClient http, Manifest manifest) {
        return services.computeIfAbsent(manifest.kind().service(), service -> api(http, service));
    }

    private Api api(HttpClient http, Service service) {
        boolean ofEval = service == Service.EVAL;
        String variable = ofEval ? EVAL_URL : URL;
        String url = environment.getOrDefault(variable, "");
        String key = environment.getOrDefault(KEY, "");
        if (!url.isEmpty() && !ADDRESS.matcher(url).matches()) {
            throw new CannotContinue(variable + " must be an address such as https://plumbline.example.com.");
        }
        if (!url.isEmpty() && !key.isEmpty()) {
            return Api.of(http, service, url.replaceFirst("/+$", ""), key);
        }
        Optional<Credentials> here = Credentials.read(home);
        Credentials credentials = here.orElseThrow(() -> new CannotContinue(
                "There is no stack here: start one with ./plumbline up, or set " + variable + " and " + KEY + "."));
        String own = ofEval ? credentials.evalUrl() : credentials.governanceUrl();
        return Api.of(
                http,
                service,
                url.isEmpty() ? own : url,
                key.isEmpty() && url.isEmpty() ? credentials.adminApiKey() : key);
    }

    private static Answer diff(Api service, Manifest manifest) {
        return service.post(manifest.kind().path(manifest.name()) + "/diff", manifest.body());
    }

    private static Planned planned(Manifest manifest, Answer answer) {
        JsonNode diff = required(manifest, answer);
        return new Planned(manifest, diff.path("from").asInt(), diff.path("to").asInt(), diff.path("changes"));
    }

    private static JsonNode required(Manifest manifest, Answer answer) {
        try {
            return answer.expect(200, 201).body();
        } catch (StoryBroke e) {
            throw new CannotContinue(manifest.origin() + ": " + e.getMessage(), e);
        }
    }

    private void tell(Planned plan, boolean dryRun) {
        String title = plan.manifest().title();
        if (plan.from() == plan.to()) {
            narrator.say("%s: unchanged, version %d".formatted(title, plan.from()));
            return;
        }
        String what = plan.from() == 0 ? "created" : "changed";
        narrator.say("%s: %s%s, version %d".formatted(title, dryRun ? "would be " : "", what, plan.to()));
        if (plan.from() > 0 || dryRun) {
            for (JsonNode change : plan.changes()) {
                tell("- ", change.path("pointer").asString(""), change.get("before"));
                tell("+ ", change.path("pointer").asString(""), change.get("after"));
            }
        }
    }

    private void tell(String sign, String pointer, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            narrator.verbatim("  " + sign + pointer + ": " + value);
        }
    }
}
