package io.plumbline.monitoring.preference;

import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import org.jspecify.annotations.Nullable;

/// Who may make datasets of the content of calls: callers who may write datasets and read the content, in the
/// same team.
public final class ContentReaders {

    private ContentReaders() {}

    /// Returns the team of a request.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 if no team is named and the caller does not have
    ///     exactly one; 403 if the caller lacks a permission in the team
    public static String teamFor(Caller caller, @Nullable String named) {
        String team = caller.teamFor(Permission.DATASET_WRITE, named);
        if (!caller.may(Permission.CALL_CONTENT_READ, team)) {
            throw AccessProblem.FORBIDDEN
                    .because("This also needs the permission call-content:read in that team.")
                    .with("permission", Permission.CALL_CONTENT_READ.code());
        }
        return team;
    }
}
