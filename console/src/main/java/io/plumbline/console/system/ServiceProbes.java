package io.plumbline.console.system;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceUnavailable;
import io.plumbline.kit.assembly.ServiceInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// Asks every service at once for its readiness and version. One that does not answer is down; the rest is still
/// shown.
@Component
final class ServiceProbes {

    private static final String CONSOLE = "console";

    private final Parts parts;
    private final Map<RemoteService, RestClient> clients = new EnumMap<>(RemoteService.class);
    private final Instant startedAt;

    ServiceProbes(ApiClients apis, Parts parts, Clock clock) {
        this.parts = parts;
        this.startedAt = clock.instant();
        for (RemoteService service : RemoteService.values()) {
            clients.put(service, apis.rest(service));
        }
    }

    /// The state of a service.
    ///
    /// @param state `UP`, `DOWN`, or `NOT_READY` while it waits for another service or the database
    /// @param version null if it did not say
    record Service(
            String name,
            String state,
            @Nullable String version,
            @Nullable String java,
            @Nullable Instant startedAt) {

        public boolean isUp() {
            return state.equals("UP");
        }
    }

    private record BuildInfo(
            @Nullable String version,
            @Nullable String java,
            @Nullable Instant startedAt) {}

    List<Service> all() {
        List<Parts.Loading<Service>> loading = new ArrayList<>();
        for (RemoteService service : RemoteService.values()) {
            loading.add(parts.load(() -> probe(service)));
        }
        List<Service> services = new ArrayList<>();
        for (Parts.Loading<Service> one : loading) {
            Service service = one.get().value();
            if (service != null) {
                services.add(service);
            }
        }
        services.add(new Service(
                CONSOLE, "UP", ServiceInfo.version(), Runtime.version().toString(), startedAt));
        return services;
    }

    private Service probe(RemoteService service) {
        BuildInfo info;
        try {
            info = get(service, "/actuator/info", BuildInfo.class);
        } catch (ServiceUnavailable e) {
            return new Service(service.fullName(), "DOWN", null, null, null);
        }
        return new Service(service.fullName(), readiness(service), info.version(), info.java(), info.startedAt());
    }

    private String readiness(RemoteService service) {
        try {
            get(service, "/actuator/health/readiness", Map.class);
            return "UP";
        } catch (ServiceUnavailable | ApiProblem e) {
            return "NOT_READY";
        }
    }

    private <T> T get(RemoteService service, String path, Class<T> type) {
        RestClient client = clients.get(service);
        if (client == null) {
            throw new IllegalStateException("no client of " + service);
        }
        T body = client.get().uri(path).retrieve().body(type);
        if (body == null) {
            throw new IllegalStateException(service + " answered nothing at " + path);
        }
        return body;
    }
}
