/// Incidents with their evidence, from report to closure.
@NullMarked
package io.plumbline.governance.incident;

import org.jspecify.annotations.NullMarked;
