/// Labelled answers for the detectors of red-team campaigns.
@NullMarked
package io.plumbline.bench.redteam;

import org.jspecify.annotations.NullMarked;
