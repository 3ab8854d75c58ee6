package io.plumbline.probe.thing;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/things")
class ThingController {

    private final ThingStore things;

    private final Pace pace;

    ThingController(ThingStore things, Pace pace) {
        this.things = things;
        this.pace = pace;
    }

    record ThingRequest(
            @Nullable String team,
            @NotBlank @Size(max = 50) String name,
            @Nullable Integer size,
            @Nullable Map<String, String> tags,
            @Nullable JsonNode notes) {}

    record Thing(String name, String team) {}

    @PostMapping
    @RequiresPermission(Permission.MONITOR_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Thing> create(@Valid @RequestBody ThingRequest request) {
        String team = Callers.current().teamFor(Permission.MONITOR_WRITE, request.team());
        pace.begin(request.name());
        things.insert(team, request.name());
        return ResponseEntity.created(URI.create("/api/v1/things/" + request.name()))
                .body(new Thing(request.name(), team));
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    Thing get(@PathVariable String name) {
        return things.find(name).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such thing."));
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<Thing> list(@RequestParam(defaultValue = "") String from, @Valid @ParameterObject Paging paging) {
        List<Thing> rows = things.after(paging.after(1).map(c -> c.text(0)).orElse(from), paging.size() + 1);
        return Page.of(rows, paging, thing -> Cursor.of(thing.name()));
    }
}
