package io.plumbline.eval.panel;

import io.plumbline.clients.governance.InvitedAnnotator;
import io.plumbline.eval.panel.PanelRequests.AdjudicationRequest;
import io.plumbline.eval.panel.PanelRequests.AnnotatorRequest;
import io.plumbline.eval.panel.PanelRequests.AnnotatorResponse;
import io.plumbline.eval.panel.PanelRequests.CloseRequest;
import io.plumbline.eval.panel.PanelRequests.DisputedItem;
import io.plumbline.eval.panel.PanelRequests.PanelResponse;
import io.plumbline.eval.panel.design.PanelItems;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.ledger.Adjudication;
import io.plumbline.eval.panel.ledger.AssignmentStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.result.PanelResult;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/panels")
class PanelController {

    private final PanelCatalog panels;
    private final PanelCheck check;
    private final PanelItems items;
    private final PanelPeople people;
    private final PanelEvidence evidence;

    PanelController(
            PanelCatalog panels, PanelCheck check, PanelItems items, PanelPeople people, PanelEvidence evidence) {
        this.panels = panels;
        this.check = check;
        this.items = items;
        this.people = people;
        this.evidence = evidence;
    }

    /// Creates or replaces a panel: draws its items and assigns them. Once there is a label, only title, guidelines
    /// and deadline may change.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.PANEL_WRITE)
    ResponseEntity<PanelResponse> put(
            @PathVariable @Pattern(regexp = RubricDocument.NAME) String name,
            @Valid @RequestBody PanelDocument document,
            @RequestHeader(name = "If-Match", required = false) @Size(max = 200) @Nullable String ifMatch) {
        String team = Callers.current().teamFor(Permission.PANEL_WRITE, document.team());
        Rubric rubric = check.check(team, document);
        List<PanelItem> drawn =
                panels.needsItems(name, team, document) ? items.draw(team, document, rubric.document()) : List.of();
        PanelCatalog.Stored stored = panels.store(name, team, document, drawn, ifMatch);
        ResponseEntity.BodyBuilder answer =
                stored.created() ? ResponseEntity.created(URI.create("/api/v1/panels/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(stored.panel().revision())).body(response(stored.panel()));
    }

    /// Previews the changes of a `PUT`. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.PANEL_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = RubricDocument.NAME) String name,
            @Valid @RequestBody PanelDocument document) {
        String team = Callers.current().teamFor(Permission.PANEL_WRITE, document.team());
        Rubric rubric = check.check(team, document);
        if (panels.needsItems(name, team, document)) {
            items.draw(team, document, rubric.document());
        }
        return panels.diff(name, team, document);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PANEL_READ)
    ResponseEntity<PanelResponse> get(@PathVariable String name) {
        Panel panel = panels.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(panel.revision())).body(response(panel));
    }

    /// By name.
    @GetMapping
    @RequiresPermission(Permission.PANEL_READ)
    Page<PanelResponse> list(@Valid @ParameterObject Paging paging) {
        return panels.list(paging).map(this::response);
    }

    /// Gives a place to an annotator. Without `user`, the response has a link that opens the annotator's session
    /// once.
    @PostMapping("/{name}/annotators")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.PANEL_WRITE)
    ResponseEntity<AnnotatorResponse> invite(@PathVariable String name, @Valid @RequestBody AnnotatorRequest request) {
        PanelPeople.Invited invited = people.add(writable(name), request);
        return ResponseEntity.created(URI.create("/api/v1/panels/" + name + "/annotators/"
                        + invited.annotator().id()))
                .body(response(invited));
    }

    /// By place, with their progress.
    @GetMapping("/{name}/annotators")
    @RequiresPermission(Permission.PANEL_READ)
    Page<AnnotatorResponse> annotators(@PathVariable String name) {
        Panel panel = panels.get(name);
        List<AssignmentStore.Progress> progress = evidence.progress(panel);
        return new Page<>(
                people.of(panel).stream()
                        .map(annotator -> AnnotatorResponse.from(annotator, progress))
                        .toList(),
                null);
    }

    /// Replaces the link of an annotator. The former link no longer works.
    @PostMapping("/{name}/annotators/{id}/links")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.PANEL_WRITE)
    AnnotatorResponse renew(@PathVariable String name, @PathVariable UUID id) {
        return response(people.renew(writable(name), id));
    }

    /// Takes the place from an annotator, whose labels stay. The next annotator continues with the open items.
    @DeleteMapping("/{name}/annotators/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.PANEL_WRITE)
    void remove(@PathVariable String name, @PathVariable UUID id) {
        people.remove(writable(name), id);
    }

    /// The findings: of a closed panel as stored, of an open one so far.
    @GetMapping("/{name}/result")
    @RequiresPermission(Permission.PANEL_READ)
    PanelResult result(@PathVariable String name) {
        return evidence.results().of(panels.get(name));
    }

    /// The items with differing labels: undecided ones first, the most disputed first.
    @GetMapping("/{name}/disagreements")
    @RequiresPermission(Permission.PANEL_READ)
    Page<DisputedItem> disagreements(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return evidence.adjudications().disputed(panels.get(name), paging);
    }

    /// Decides on the label of an item on which annotators disagree. Only a person may who did not create the panel.
    @PutMapping("/{name}/items/{item}/adjudication")
    @RequiresPermission(Permission.PANEL_WRITE)
    Adjudication adjudicate(
            @PathVariable String name, @PathVariable int item, @Valid @RequestBody AdjudicationRequest request) {
        writable(name);
        return evidence.adjudications().decide(name, item, request);
    }

    /// Ends the labelling, computes the result and stores it with the versions in the registry, where gates find it.
    /// Annotators lose their access. Can be repeated if a service did not answer.
    @PostMapping("/{name}/close")
    @RequiresPermission(Permission.PANEL_WRITE)
    PanelResponse close(@PathVariable String name, @Valid @RequestBody CloseRequest request) {
        writable(name);
        return response(evidence.closing().close(name, request.options()));
    }

    private Panel writable(String name) {
        Panel panel = panels.get(name);
        if (!Callers.current().may(Permission.PANEL_WRITE, panel.team())) {
            throw RequestProblem.NOT_FOUND.because("No panel with this name exists that you can change.");
        }
        return panel;
    }

    private PanelResponse response(Panel panel) {
        return PanelResponse.from(panel, evidence.progress(panel));
    }

    private AnnotatorResponse response(PanelPeople.Invited invited) {
        AnnotatorResponse response = AnnotatorResponse.from(invited.annotator(), List.of());
        InvitedAnnotator invitation = invited.invitation();
        return invitation == null ? response : response.withLink(invitation.link(), invitation.expiresAt());
    }
}
