package io.plumbline.governance.user;

import io.plumbline.governance.team.TeamName;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class UserController {

    private final Users users;

    UserController(Users users) {
        this.users = users;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.USER_WRITE)
    ResponseEntity<User> create(@Valid @RequestBody UserRequests.NewUser request) {
        User user = users.create(request, Callers.current());
        return ResponseEntity.created(URI.create("/api/v1/users/" + user.id()))
                .eTag(EntityTags.of(user.version()))
                .body(user);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.USER_READ)
    ResponseEntity<User> get(@PathVariable UUID id) {
        return answer(users.get(id));
    }

    @GetMapping
    @RequiresPermission(Permission.USER_READ)
    Page<User> list(
            @RequestParam(required = false) @TeamName @Nullable String team, @Valid @ParameterObject Paging paging) {
        return users.list(team, paging);
    }

    @PatchMapping("/{id}")
    @RequiresPermission(Permission.USER_WRITE)
    ResponseEntity<User> change(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Size(max = 200) @Nullable String ifMatch,
            @Valid @RequestBody UserRequests.UserChange request) {
        return answer(users.change(id, request, ifMatch, Callers.current()));
    }

    private static ResponseEntity<User> answer(User user) {
        return ResponseEntity.ok().eTag(EntityTags.of(user.version())).body(user);
    }
}
