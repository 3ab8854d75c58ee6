package io.plumbline.console.call;

import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// Finds calls by the beginning of their id or trace id, from eight digits on.
@Component
class CallSearch implements SearchSource {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{8,36}");
    private static final String MOST = "20";

    private final CallClient calls;

    CallSearch(CallClient calls) {
        this.calls = calls;
    }

    @Override
    public List<Hit> find(String text) {
        if (!ID.matcher(text).matches()
                || Callers.current().teamsWith(Permission.CALL_READ).isEmpty()) {
            return List.of();
        }
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.add("id", text);
        filters.add("limit", MOST);
        return calls.list(filters).items().stream()
                .map(call -> new Hit(
                        "Call",
                        call.callId().toString(),
                        "/calls/" + call.callId(),
                        call.route() + " · " + call.team()))
                .toList();
    }
}
