package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A connector with a fault fails the tests that name the fault, and no other of the guarantee. */
class BrokenTests {
    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "SourceKeepsPosition, resumesFromEveryOffset refusesAnOffsetThatIsNotItsOwn",
        "SourceRandomIds, theSameRecordIsTheSameEvent",
        "SourceContentIds, equalRecordsAreDifferentEvents",
        "SourceIgnoresMaxEvents, returnsAtMostSoManyEvents",
        "SourceIgnoresMaxBytes, stopsAtSoManyBytes",
        "SourceWaitsForRoom, stopsAtSoManyBytes",
        "SourceIgnoresDeadline, returnsByTheDeadline",
        "SourceNeverEnds, saysWhenADrainedPartitionIsAtItsEnd",
        "SourceThrowsWhenEmpty, anEmptySourceHasNothing",
        "SourceReadsOnce, findsWhatComesLater",
        "SourceWrongCharset, unusualValuesArriveUntouched",
        "SourceCutsLargeRecords, aLargeValueArrives",
        "SourceTakesForeignOffsets, refusesAnOffsetThatIsNotItsOwn",
        "SourceLeaksFile, closingClosesFilesAndSockets",
        "SourceLeaksClasses, closingReleasesItsClasses",
        "SourceShowsSecret, secretsStayHidden",
        "SourceLogsSecret, secretsStayHidden",
        "SourceCarelessConfig, wrongValuesAreRefusedInWords",
        "SourceHalfMeasured, whatLooksLikeAnAbilityIsDeclared",
        "SourceNegativePending, tellsHowMuchIsWaiting",
        "SourceFailsOwnCheck, itsOwnCheckPasses",
        "SourceNotAnnotated, isInTheIndex",
        "SourceCommitsTooMuch, aCommitForgetsNothingBehindTheOffset",
        "SourceTakesAway, losesNothingInACrashAtAnyBoundary",
        "SourceMovingPartitions, partitionsKeepTheirNames theNextOffsetIsThatOfTheLastEvent",
        "SinkForgetsOutcome, everyEventOfABatchHasAnOutcome",
        "SinkReorders, keepsTheOrderWithinABatch",
        "SinkNotIdempotent, writingAgainChangesNothing",
        "SinkRaces, takesSeveralWritesAtOnce",
        "SinkMangles, unusualValuesArriveUntouched",
        "SinkWantsData, unusualEventsAreTakenOrRejected",
        "SinkRetriesPoison, poisonIsRejectedInWords",
        "SinkRejectsTheBatch, poisonTakesNoOtherEventAlong",
        "SinkSwallows, losesNothingInACrashAtAnyBoundary",
        "HookRandomIds, theSameRequestIsTheSameEvent",
        "HookOneDeliveryId, aRepeatedDeliveryIsDeliveredOnce",
        "HookNewDeliveryId, aRepeatedDeliveryIsDeliveredOnce",
        "HookThrowsOnBadBody, hostileBodiesAreAnswered",
        "HookThrowsInHandshake, otherMethodsDeliverNothing",
        "HookSharesState, servesSeveralThreadsAtOnce",
        "HookMovingEndpoint, theEndpointStays",
        "HookToleratesAnyAge, refusesAStaleRequest",
        "QueueAcknowledgesAllBefore, deliveriesAreSettledOneByOne",
        "QueueNeverAcknowledges, whatIsAcknowledgedIsDone",
        "QueueIgnoresHandBack, whatIsHandedBackComesAgain",
        "QueueWaitsTooLong, receivesNothingByTheDeadline",
        "QueueIgnoresMaxEvents, receivesAtMostSoManyEvents",
        "StoreRaisesTheDead, replacesNothingWhereNothingStands",
        "StoreVersionsByContent, neverGivesTheSameVersionTwice",
        "StoreKnowsNoCase, keepsKeysApart",
        "StoreCutsTexts, keepsTextsAsTheyAre",
        "StoreIgnoresDeadlines, doesNothingWhenNoTimeIsLeft",
        "StoreRemembersReads, keepsTextsAsTheyAre whatExpiredCanBeReplacedAndWhatDidNotStays",
    })
    void aFaultFailsTheTestsThatNameIt(String name, String tests) throws ClassNotFoundException {
        assertThat(failed(name)).containsOnlyKeys(tests.split(" "));
    }

    @Test
    void aFaultThatReachesFarFailsEveryTestThatSeesIt() throws ClassNotFoundException {
        assertThat(failed("SourceNoNextOffset").keySet())
                .contains("theNextOffsetIsThatOfTheLastEvent")
                .doesNotContain("returnsByTheDeadline");
        assertThat(failed("SinkBuffers").keySet()).contains("deliveredMeansThere");
        assertThat(failed("SourceLeaksThread").keySet())
                .containsExactlyInAnyOrder("closingEndsItsThreads", "closingReleasesItsClasses");
        assertThat(failed("SinkRejectsInOutage").keySet())
                .containsExactlyInAnyOrder("anOutageIsNoFaultOfTheEvents", "goesOnAfterAnOutage");
        assertThat(failed("HookAnybodyMayPost").keySet())
                .contains("refusesARequestWithoutProof", "refusesATamperedBody", "refusesAForeignSecret");
        assertThat(failed("QueueAcknowledgesEarly").keySet())
                .contains("whatIsNotSettledComesAgain", "deliveriesAreSettledOneByOne");
        assertThat(failed("StorePutsBlindly").keySet())
                .contains("createsOnce", "letsOnlyOneOfManyCreate", "losesNoUpdate");
        assertThat(failed("QueueNewIds").keySet()).contains("whatIsNotSettledComesAgain");
    }

    @Test
    void aFailureExplainsItself() throws ClassNotFoundException {
        assertThat(failed("SourceKeepsPosition").get("resumesFromEveryOffset"))
                .contains("expected: from the offset of event 1 of 7, exactly the events behind it")
                .contains("happened: [value-1, value-2")
                .contains("the API says so: dev.penstock.api.PollingSource#poll")
                .contains("repeat it with: -Dpenstock.testkit.seed=1")
                .contains("the process ends after event 1 and starts again")
                .containsPattern("ms  poll\\(whole after \\{line=1}.*\\) = 3 events");
    }

    @Test
    void theReportTellsPassedFailedAndNotApplicable() throws Exception {
        failed("SourceMovingPartitions");
        failed("SinkRaces");
        assertThat(Files.readString(directory.resolve("conformance.json")))
                .contains("\"connector\" : \"dev.penstock.testkit.BrokenSources$MovingPartitions\"")
                .contains("\"connector\" : \"dev.penstock.testkit.BrokenSinks$Races\"")
                .contains("\"stopsAtSoManyBytes\"")
                .containsPattern("\"partitionsKeepTheirNames\" : \"expected")
                .contains("\"UnreadableConformance\" : \"the driver does not implement it\"");
        assertThat(Files.readString(directory.resolve("conformance.md")))
                .contains("| `dev.penstock.testkit.BrokenSinks$Races` | 0 | `takesSeveralWritesAtOnce`: expected");
    }

    /** The tests that fail, each with its message. */
    private Map<String, String> failed(String name) throws ClassNotFoundException {
        Map<String, String> failures = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Class.forName(Cases.class.getName() + "$" + name)))
                .configurationParameter("penstock.conformance.directory", directory.toString())
                .build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        LauncherFactory.create(alone).execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.put(
                            test.getDisplayName().replace("()", ""),
                            String.valueOf(result.getThrowable().orElseThrow().getMessage()));
                }
            }
        });
        return failures;
    }

    /** Every broken connector is in one of the tests above. */
    @Test
    void everyCaseIsRun() throws Exception {
        String self = Files.readString(Path.of("src/test/java/dev/penstock/testkit/BrokenTests.java"));
        assertThat(Cases.class.getDeclaredClasses()).hasSizeGreaterThan(50);
        assertThat(Set.of(Cases.class.getDeclaredClasses()))
                .filteredOn(Conformance.class::isAssignableFrom)
                .allMatch(each -> self.contains(each.getSimpleName()));
    }
}
