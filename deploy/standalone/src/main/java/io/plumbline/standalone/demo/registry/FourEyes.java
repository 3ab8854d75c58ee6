package io.plumbline.standalone.demo.registry;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.layout.Service;
import java.util.Map;
import java.util.function.Supplier;

/// The requester of a production change and its approver.
public final class FourEyes {

    private final DemoStack stage;
    private final Cast cast;
    private final ModelVersions versions;

    public FourEyes(DemoStack stage, Cast cast) {
        this.stage = stage;
        this.cast = cast;
        this.versions = new ModelVersions(stage, cast);
    }

    /// A request of the engineer that waits for an approver.
    ///
    /// @param refusal in words
    public record Requested(String approval, String refusal) {}

    /// The engineer requests production, and is refused because approval is missing.
    public Requested ask(int version) {
        return waiting(versions.promote(version));
    }

    /// The engineer makes a change, and repeats it after the officer's approval if it needs one.
    ///
    /// @param change returns the service's answer
    public void change(Supplier<Answer> change) {
        Answer answer = change.get();
        if (answer.is(409)) {
            approveAsOfficer(waiting(answer));
            answer = change.get();
        }
        answer.expect(200, 201);
    }

    private static Requested waiting(Answer refused) {
        String approval = refused.expect(409).body().path("approval").path("id").asString("");
        if (!refused.problemSlug().equals("approval-required") || approval.isEmpty()) {
            throw new StoryBroke("The change was refused, but not because of a missing approval: " + refused.text());
        }
        return new Requested(approval, refused.string("detail"));
    }

    public Answer decideAsEngineer(Requested requested) {
        return decide(cast.engineer(), requested);
    }

    public Answer approveAsOfficer(Requested requested) {
        return decide(cast.officer(), requested).expect(200);
    }

    private Answer decide(String key, Requested requested) {
        return stage.as(key, Service.GOVERNANCE)
                .post(
                        "/api/v1/approvals/%s/decision".formatted(requested.approval()),
                        Map.of("decision", "APPROVE", "comment", "Reviewed; I accept the risk."));
    }
}
