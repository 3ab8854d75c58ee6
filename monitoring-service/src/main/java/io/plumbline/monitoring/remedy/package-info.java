/// Remedies: actions on alerts, approved in advance, limited in scope, that undo themselves.
@NullMarked
package io.plumbline.monitoring.remedy;

import org.jspecify.annotations.NullMarked;
