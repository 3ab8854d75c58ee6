/// Detectors and findings. Knows nothing of policies, and depends on no other package here.
@NullMarked
package io.plumbline.personaldata.detect;

import org.jspecify.annotations.NullMarked;
