/// Tests that may be looked at after every observation, and stay valid.
@NullMarked
package io.plumbline.monitoring.sequential;

import org.jspecify.annotations.NullMarked;
