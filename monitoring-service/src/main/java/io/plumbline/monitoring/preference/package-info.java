/// Feedback as preference data for training: pairs and labelled answers, exported or stored as versions of
/// datasets.
@NullMarked
package io.plumbline.monitoring.preference;

import org.jspecify.annotations.NullMarked;
