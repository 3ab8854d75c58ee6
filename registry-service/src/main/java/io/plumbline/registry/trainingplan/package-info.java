/// Training plans: each new version of a dataset trains, evaluates and proposes a version of a model.
@NullMarked
package io.plumbline.registry.trainingplan;

import org.jspecify.annotations.NullMarked;
