package dev.penstock.testkit;

import java.time.Duration;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The test classes of the broken connectors, each with the guarantee that its connector breaks. Run by {@link BrokenTests} alone. */
final class Cases {
    private Cases() {}

    /** Keeps them from being run by whoever asks for all classes of the package. */
    static final class OnlyByBrokenTests implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean broken = context.getRequiredTestClass().getEnclosingClass() == Cases.class;
            boolean asked = context.getConfigurationParameter("penstock.conformance.directory")
                    .isPresent();
            return broken && !asked
                    ? ConditionEvaluationResult.disabled("its connector is broken on purpose")
                    : ConditionEvaluationResult.enabled("");
        }
    }

    /** Broken ones fail after a moment; sound ones have time. */
    static Duration patience(Conformance driver) {
        return driver.getClass().getEnclosingClass() == Cases.class ? Duration.ofMillis(400) : Duration.ofSeconds(15);
    }

    static final class SourceKeepsPosition extends LinesDriver implements ResumeConformance {
        SourceKeepsPosition() {
            super(BrokenSources.KeepsPosition.class);
        }
    }

    static final class SourceRandomIds extends LinesDriver implements IdentityConformance {
        SourceRandomIds() {
            super(BrokenSources.RandomIds.class);
        }
    }

    static final class SourceContentIds extends LinesDriver implements IdentityConformance {
        SourceContentIds() {
            super(BrokenSources.ContentIds.class);
        }
    }

    static final class SourceIgnoresMaxEvents extends LinesDriver implements PollBoundsConformance {
        SourceIgnoresMaxEvents() {
            super(BrokenSources.IgnoresMaxEvents.class);
        }
    }

    static final class SourceIgnoresMaxBytes extends LinesDriver implements PollBoundsConformance {
        SourceIgnoresMaxBytes() {
            super(BrokenSources.IgnoresMaxBytes.class);
        }
    }

    static final class SourceWaitsForRoom extends LinesDriver implements PollBoundsConformance {
        SourceWaitsForRoom() {
            super(BrokenSources.WaitsForRoom.class);
        }
    }

    static final class SourceIgnoresDeadline extends LinesDriver implements PollBoundsConformance {
        SourceIgnoresDeadline() {
            super(BrokenSources.IgnoresDeadline.class);
        }
    }

    static final class SourceNeverEnds extends LinesDriver implements PollBoundsConformance {
        SourceNeverEnds() {
            super(BrokenSources.NeverEnds.class);
        }
    }

    static final class SourceNoNextOffset extends LinesDriver implements PollBoundsConformance {
        SourceNoNextOffset() {
            super(BrokenSources.NoNextOffset.class);
        }
    }

    static final class SourceThrowsWhenEmpty extends LinesDriver implements PollBoundsConformance {
        SourceThrowsWhenEmpty() {
            super(BrokenSources.ThrowsWhenEmpty.class);
        }
    }

    static final class SourceReadsOnce extends LinesDriver implements ResumeConformance {
        SourceReadsOnce() {
            super(BrokenSources.ReadsOnce.class);
        }
    }

    static final class SourceWrongCharset extends LinesDriver implements SourceContentConformance {
        SourceWrongCharset() {
            super(BrokenSources.WrongCharset.class);
        }
    }

    static final class SourceCutsLargeRecords extends LinesDriver implements SourceContentConformance {
        SourceCutsLargeRecords() {
            super(BrokenSources.CutsLargeRecords.class);
        }
    }

    static final class SourceTakesForeignOffsets extends LinesDriver implements ResumeConformance {
        SourceTakesForeignOffsets() {
            super(BrokenSources.TakesForeignOffsets.class);
        }
    }

    static final class SourceLeaksThread extends LinesDriver implements ReleaseConformance {
        SourceLeaksThread() {
            super(LeakySources.LeaksThread.class);
        }
    }

    static final class SourceLeaksFile extends LinesDriver implements ReleaseConformance {
        SourceLeaksFile() {
            super(LeakySources.LeaksFile.class);
        }
    }

    static final class SourceLeaksClasses extends LinesDriver implements ReleaseConformance {
        SourceLeaksClasses() {
            super(LeakySources.LeaksClasses.class);
        }
    }

    static final class SourceShowsSecret extends LinesDriver implements ConfigConformance {
        SourceShowsSecret() {
            super(LeakySources.ShowsSecret.class);
        }
    }

    static final class SourceLogsSecret extends LinesDriver implements ConfigConformance {
        SourceLogsSecret() {
            super(LeakySources.LogsSecret.class);
        }
    }

    static final class SourceCarelessConfig extends LinesDriver implements ConfigConformance {
        SourceCarelessConfig() {
            super(BrokenSources.CarelessConfig.class);
        }
    }

    static final class SourceHalfMeasured extends LinesDriver implements AbilityConformance {
        SourceHalfMeasured() {
            super(BrokenSources.HalfMeasured.class);
        }
    }

    static final class SourceNegativePending extends LinesDriver implements AbilityConformance {
        SourceNegativePending() {
            super(BrokenSources.NegativePending.class);
        }
    }

    static final class SourceFailsOwnCheck extends LinesDriver implements AbilityConformance {
        SourceFailsOwnCheck() {
            super(BrokenSources.FailsOwnCheck.class);
        }
    }

    static final class SourceNotAnnotated extends LinesDriver implements IndexConformance {
        SourceNotAnnotated() {
            super(BrokenSources.NotAnnotated.class);
        }
    }

    static final class SourceCommitsTooMuch extends LinesDriver implements ResumeConformance {
        SourceCommitsTooMuch() {
            super(BrokenSources.CommitsTooMuch.class);
        }
    }

    static final class SourceTakesAway extends LinesDriver implements SourceCrashConformance {
        SourceTakesAway() {
            super(BrokenSources.TakesAway.class);
        }
    }

    static final class SourceMovingPartitions extends LinesDriver implements PollBoundsConformance {
        SourceMovingPartitions() {
            super(BrokenSources.MovingPartitions.class);
        }
    }

    static final class SinkBuffers extends SinkLinesDriver implements OutcomeConformance {
        SinkBuffers() {
            super(BrokenSinks.Buffers.class);
        }
    }

    static final class SinkForgetsOutcome extends SinkLinesDriver implements OutcomeConformance {
        SinkForgetsOutcome() {
            super(BrokenSinks.ForgetsOutcome.class);
        }
    }

    static final class SinkReorders extends SinkLinesDriver implements OutcomeConformance {
        SinkReorders() {
            super(BrokenSinks.Reorders.class);
        }
    }

    static final class SinkNotIdempotent extends SinkLinesDriver implements OutcomeConformance {
        SinkNotIdempotent() {
            super(BrokenSinks.NotIdempotent.class);
        }
    }

    static final class SinkRaces extends SinkLinesDriver implements ConcurrencyConformance {
        SinkRaces() {
            super(BrokenSinks.Races.class);
        }
    }

    static final class SinkMangles extends SinkLinesDriver implements OutcomeConformance {
        SinkMangles() {
            super(BrokenSinks.Mangles.class);
        }
    }

    static final class SinkWantsData extends SinkLinesDriver implements OutcomeConformance {
        SinkWantsData() {
            super(BrokenSinks.WantsData.class);
        }
    }

    static final class SinkRetriesPoison extends SinkLinesDriver implements PoisonConformance {
        SinkRetriesPoison() {
            super(BrokenSinks.RetriesPoison.class);
        }
    }

    static final class SinkRejectsTheBatch extends SinkLinesDriver implements PoisonConformance {
        SinkRejectsTheBatch() {
            super(BrokenSinks.RejectsTheBatch.class);
        }
    }

    static final class SinkRejectsInOutage extends SinkLinesDriver implements SinkOutageConformance {
        SinkRejectsInOutage() {
            super(BrokenSinks.RejectsInOutage.class);
        }
    }

    static final class SinkSwallows extends SinkLinesDriver implements SinkCrashConformance {
        SinkSwallows() {
            super(BrokenSinks.Swallows.class);
        }
    }

    static final class HookRandomIds extends NotesHook.Driver implements DeliveryConformance {
        HookRandomIds() {
            super(BrokenHooks.RandomIds.class);
        }
    }

    static final class HookOneDeliveryId extends NotesHook.Driver implements DeliveryConformance {
        HookOneDeliveryId() {
            super(BrokenHooks.OneDeliveryId.class);
        }
    }

    static final class HookNewDeliveryId extends NotesHook.Driver implements DeliveryConformance {
        HookNewDeliveryId() {
            super(BrokenHooks.NewDeliveryId.class);
        }
    }

    static final class HookThrowsOnBadBody extends NotesHook.Driver implements DeliveryConformance {
        HookThrowsOnBadBody() {
            super(BrokenHooks.ThrowsOnBadBody.class);
        }
    }

    static final class HookThrowsInHandshake extends NotesHook.Driver implements DeliveryConformance {
        HookThrowsInHandshake() {
            super(BrokenHooks.ThrowsInHandshake.class);
        }
    }

    static final class HookSharesState extends NotesHook.Driver implements DeliveryConformance {
        HookSharesState() {
            super(BrokenHooks.SharesState.class);
        }
    }

    static final class HookMovingEndpoint extends NotesHook.Driver implements DeliveryConformance {
        HookMovingEndpoint() {
            super(BrokenHooks.MovingEndpoint.class);
        }
    }

    static final class HookAnybodyMayPost extends NotesHook.Driver implements VerificationConformance {
        HookAnybodyMayPost() {
            super(BrokenHooks.AnybodyMayPost.class);
        }
    }

    static final class HookToleratesAnyAge extends NotesHook.Driver implements VerificationConformance {
        HookToleratesAnyAge() {
            super(BrokenHooks.ToleratesAnyAge.class);
        }
    }

    static final class QueueAcknowledgesEarly extends LettersQueue.Driver implements SettlementConformance {
        QueueAcknowledgesEarly() {
            super(BrokenQueues.AcknowledgesEarly.class);
        }
    }

    static final class QueueAcknowledgesAllBefore extends LettersQueue.Driver implements SettlementConformance {
        QueueAcknowledgesAllBefore() {
            super(BrokenQueues.AcknowledgesAllBefore.class);
        }
    }

    static final class QueueNeverAcknowledges extends LettersQueue.Driver implements SettlementConformance {
        QueueNeverAcknowledges() {
            super(BrokenQueues.NeverAcknowledges.class);
        }
    }

    static final class QueueIgnoresHandBack extends LettersQueue.Driver implements SettlementConformance {
        QueueIgnoresHandBack() {
            super(BrokenQueues.IgnoresHandBack.class);
        }
    }

    static final class QueueWaitsTooLong extends LettersQueue.Driver implements SettlementConformance {
        QueueWaitsTooLong() {
            super(BrokenQueues.WaitsTooLong.class);
        }
    }

    static final class QueueNewIds extends LettersQueue.Driver implements SettlementConformance {
        QueueNewIds() {
            super(BrokenQueues.NewIds.class);
        }
    }

    static final class QueueIgnoresMaxEvents extends LettersQueue.Driver implements SettlementConformance {
        QueueIgnoresMaxEvents() {
            super(BrokenQueues.IgnoresMaxEvents.class);
        }
    }

    static final class StorePutsBlindly extends EntriesStore.Driver implements FencingConformance {
        StorePutsBlindly() {
            super(BrokenStores.PutsBlindly.class);
        }
    }

    static final class StoreRaisesTheDead extends EntriesStore.Driver implements FencingConformance {
        StoreRaisesTheDead() {
            super(BrokenStores.RaisesTheDead.class);
        }
    }

    static final class StoreVersionsByContent extends EntriesStore.Driver implements FencingConformance {
        StoreVersionsByContent() {
            super(BrokenStores.VersionsByContent.class);
        }
    }

    static final class StoreKnowsNoCase extends EntriesStore.Driver implements EntryConformance {
        StoreKnowsNoCase() {
            super(BrokenStores.KnowsNoCase.class);
        }
    }

    static final class StoreCutsTexts extends EntriesStore.Driver implements EntryConformance {
        StoreCutsTexts() {
            super(BrokenStores.CutsTexts.class);
        }
    }

    static final class StoreIgnoresDeadlines extends EntriesStore.Driver implements EntryConformance {
        StoreIgnoresDeadlines() {
            super(BrokenStores.IgnoresDeadlines.class);
        }
    }

    static final class StoreRemembersReads extends EntriesStore.Driver implements EntryConformance {
        StoreRemembersReads() {
            super(BrokenStores.RemembersReads.class);
        }
    }
}
