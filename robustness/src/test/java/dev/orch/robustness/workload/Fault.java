package dev.orch.robustness.workload;

import dev.orch.robustness.ensemble.Member;
import java.io.IOException;

/** What can happen to one server, or to the way to it, and how it ends. */
enum Fault {
  KILL {
    @Override
    void begin(Member member) throws InterruptedException {
      member.kill();
    }

    @Override
    void end(Member member) throws IOException {
      member.start();
    }
  },
  PAUSE {
    @Override
    void begin(Member member) throws IOException, InterruptedException {
      member.pause();
    }

    @Override
    void end(Member member) throws IOException, InterruptedException {
      member.resume();
    }
  },
  CUT_LINK {
    @Override
    void begin(Member member) {
      member.link().refuse();
    }

    @Override
    void end(Member member) {
      member.link().heal();
    }
  },
  LOSE_REPLIES {
    @Override
    void begin(Member member) {
      member.link().swallowReplies();
    }

    @Override
    void end(Member member) {
      endSilence(member);
    }
  },
  LOSE_REQUESTS {
    @Override
    void begin(Member member) {
      member.link().swallowRequests();
    }

    @Override
    void end(Member member) {
      endSilence(member);
    }
  };

  abstract void begin(Member member) throws IOException, InterruptedException;

  abstract void end(Member member) throws IOException, InterruptedException;

  /** A connection that something was lost from is of no use any more. */
  private static void endSilence(Member member) {
    member.link().heal();
    member.link().cut();
  }
}
