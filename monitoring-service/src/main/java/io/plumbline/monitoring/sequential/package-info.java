/// Sequential tests that remain valid under continuous monitoring.
@NullMarked
package io.plumbline.monitoring.sequential;

import org.jspecify.annotations.NullMarked;
