package io.plumbline.registry.card;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The cards of model versions.
@RestController
class ModelCardController {

    private static final MediaType MARKDOWN = new MediaType("text", "markdown", StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final List<MediaType> TYPES = List.of(MediaType.APPLICATION_JSON, MARKDOWN, HTML);

    private final ModelCards cards;

    ModelCardController(ModelCards cards) {
        this.cards = cards;
    }

    /// Returns the card of a version as JSON, Markdown or HTML.
    @GetMapping(
            path = "/api/v1/models/{name}/versions/{version}/card",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_MARKDOWN_VALUE, MediaType.TEXT_HTML_VALUE})
    @RequiresPermission(Permission.MODEL_READ)
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ModelCard.class)),
                @Content(mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(implementation = String.class))
            })
    ResponseEntity<Object> card(
            @PathVariable String name,
            @PathVariable int version,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
        ModelCard card = cards.of(name, version);
        MediaType type = typeFor(accept);
        Object body = type.equals(MARKDOWN) ? CardText.markdown(card) : type.equals(HTML) ? CardText.html(card) : card;
        return ResponseEntity.ok().contentType(type).body(body);
    }

    /// Returns the type that the caller prefers; Spring has refused callers that accept none.
    private static MediaType typeFor(@Nullable String accept) {
        List<MediaType> accepted = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(accepted);
        return accepted.stream()
                .flatMap(wanted -> TYPES.stream().filter(wanted::isCompatibleWith))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
    }
}
