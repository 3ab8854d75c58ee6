package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.ChunkStore;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.FindingStore;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.ScoreStore;
import io.plumbline.eval.gate.ledger.SlotStore;
import io.plumbline.eval.gate.ledger.ViewStore;

/// The stores of the runs, which see every team.
public record WorkerStores(
        GateStore gates,
        FindingStore findings,
        AnswerStore answers,
        ScoreStore scores,
        RatingStore verdicts,
        ChunkStore chunks,
        SlotStore slots,
        ViewStore views,
        EvidenceLedger evidence) {}
