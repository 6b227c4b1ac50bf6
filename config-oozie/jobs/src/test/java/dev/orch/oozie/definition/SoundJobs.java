package dev.orch.oozie.definition;

import dev.orch.testing.Trees;
import java.util.Map;

/** Jobs as people write them, with nothing wrong about them. */
public final class SoundJobs {
  private SoundJobs() {}

  /** One component of them all. */
  public static Trees all() {
    Trees trees =
        Trees.builder()
            .spec(
                Map.of(
                    "trigger", "oozie",
                    "oozie.properties.nameNode", "hdfs://nn:8020",
                    "oozie.properties.resourceManager", "rm:8032"));
    etl(trees);
    steps(trees);
    old(trees);
    bundle(trees);
    elsewhere(trees);
    return trees;
  }

  /** A coordinator with data, times to keep and a workflow of many actions. */
  private static void etl(Trees trees) {
    trees
        .file(
            "etl/job.properties",
            """
            oozie.coord.application.path=${nameNode}/apps/etl
            start=2026-01-01T00:00Z
            end=2030-01-01T00:00Z
            queue=etl
            jdbc=jdbc:hive2://hs2:10000/default
            parts=common
            """)
        .file(
            "etl/coordinator.xml",
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Runs ${nothing} of what is in a comment. -->
            <coordinator-app name="etl-${queue}" frequency="${coord:days(1)}" start="${start}"
                             end="${ end }" timezone="UTC" xmlns="uri:oozie:coordinator:0.4"
                             xmlns:sla="uri:oozie:sla:0.2">
              <parameters>
                <property><name>zone</name><value>UTC</value></property>
                <property><name>retries</name><value>${tries}</value></property>
                <property><name>queue</name></property>
              </parameters>
              <controls>
                <timeout>60</timeout><concurrency>2</concurrency><execution>FIFO</execution>
              </controls>
              <datasets>
                <dataset name="raw" frequency="${coord:hours(1)}" initial-instance="${start}"
                         timezone="${zone}">
                  <uri-template>${nameNode}/raw/${YEAR}/${MONTH}/${DAY}/${HOUR}</uri-template>
                  <done-flag/>
                </dataset>
                <dataset name="clean" frequency="${coord:days(1)}" initial-instance="${start}"
                         timezone="${zone}">
                  <uri-template>${nameNode}/clean/${YEAR}${MONTH}${DAY}</uri-template>
                </dataset>
              </datasets>
              <input-events>
                <data-in name="in" dataset="raw">
                  <start-instance>${coord:current(-23)}</start-instance>
                  <end-instance>${coord:current(0)}</end-instance>
                </data-in>
              </input-events>
              <output-events>
                <data-out name="out" dataset="clean" nocleanup="true">
                  <instance>${coord:current(0)}</instance>
                </data-out>
              </output-events>
              <action>
                <workflow>
                  <app-path>${orchJobDir}</app-path>
                  <configuration>
                    <property><name>input</name><value>${coord:dataIn('in')}</value></property>
                    <property><name>output</name><value>${coord:dataOut('out')}</value></property>
                    <property>
                      <name>day</name>
                      <value>${coord:formatTime(coord:nominalTime(), 'yyyy-MM-dd')}</value>
                    </property>
                    <property><name>tools</name><value>${parts}/tools</value></property>
                    <property><name>oozie.libpath</name><value>${nameNode}/lib</value></property>
                  </configuration>
                </workflow>
                <sla:info>
                  <sla:nominal-time>${coord:nominalTime()}</sla:nominal-time>
                  <sla:should-start>${10 * MINUTES}</sla:should-start>
                  <sla:should-end>${2 * HOURS}</sla:should-end>
                  <sla:alert-contact>${wf:user()}@example.org</sla:alert-contact>
                </sla:info>
              </action>
            </coordinator-app>
            """)
        .file(
            "etl/config-default.xml",
            """
            <configuration>
              <property><name>mode</name><value>full</value></property>
            </configuration>
            """)
        .file(
            "etl/workflow.xml",
            """
            <workflow-app name="etl-${day}" xmlns="uri:oozie:workflow:0.5">
              <parameters>
                <property><name>memory</name><value>2g</value></property>
                <property><name>input</name></property>
              </parameters>
              <global>
                <job-tracker>${resourceManager}</job-tracker>
                <name-node>${nameNode}</name-node>
                <job-xml>conf/site.xml</job-xml>
                <configuration>
                  <property>
                    <name>mapreduce.job.queuename</name>
                    <value>${queue}</value>
                  </property>
                </configuration>
              </global>
              <credentials>
                <credential name="hs2" type="hive2">
                  <property><name>hive2.jdbc.url</name><value>${jdbc}</value></property>
                  <property>
                    <name>hive2.server.principal</name>
                    <value>hive/_HOST@EXAMPLE.ORG</value>
                  </property>
                </credential>
              </credentials>
              <start to="which"/>
              <decision name="which">
                <switch>
                  <case to="prepare">${fs:exists(input) and mode eq 'full'}</case>
                  <case to="prepare">${wf:conf('no.such.property') ne null}</case>
                  <case to="tell">${fs:fileSize(input) gt 10 * GB}</case>
                  <default to="done"/>
                </switch>
              </decision>
              <action name="prepare">
                <fs>
                  <delete path="${output}"/>
                  <mkdir path="${output}/${day}"/>
                </fs>
                <ok to="both"/>
                <error to="fail"/>
              </action>
              <fork name="both">
                <path start="load"/>
                <path start="crunch"/>
              </fork>
              <action name="load" cred="hs2" retry-max="3" retry-interval="1">
                <hive2 xmlns="uri:oozie:hive2-action:0.1">
                  <job-tracker>${resourceManager}</job-tracker>
                  <name-node>${nameNode}</name-node>
                  <jdbc-url>${jdbc}</jdbc-url>
                  <script>sql/load.hql</script>
                  <param>day=${day}</param>
                </hive2>
                <ok to="checked"/>
                <error to="fail"/>
              </action>
              <action name="checked">
                <shell xmlns="uri:oozie:shell-action:0.3">
                  <job-tracker>${resourceManager}</job-tracker>
                  <name-node>${nameNode}</name-node>
                  <exec>check.sh</exec>
                  <argument>${'$'}{HOME}</argument>
                  <argument>${concat('${quoted}', KB)}</argument>
                  <argument>awk '{print \\${column}}'</argument>
                  <env-var>DAY=${day}</env-var>
                  <file>${orchJobDir}/bin/check.sh#check.sh</file>
                  <file>../etl/./bin/check.sh, conf</file>
                  <archive>tools.zip#tools</archive>
                  <capture-output/>
                </shell>
                <ok to="together"/>
                <error to="fail"/>
              </action>
              <action name="crunch">
                <spark xmlns="uri:oozie:spark-action:0.1">
                  <job-tracker>${resourceManager}</job-tracker>
                  <name-node>${nameNode}</name-node>
                  <master>yarn</master>
                  <mode>cluster</mode>
                  <name>crunch</name>
                  <class>org.example.Crunch</class>
                  <jar>crunch.jar</jar>
                  <spark-opts>--executor-memory ${memory}</spark-opts>
                  <arg>${input}</arg>
                </spark>
                <ok to="java"/>
                <error to="fail"/>
              </action>
              <action name="java">
                <java>
                  <main-class>org.example.Main</main-class>
                  <arg>${output}</arg>
                  <arg>${wf:actionData('checked')['rows']}</arg>
                  <file>${tools}/x.jar#x.jar</file>
                </java>
                <ok to="nested"/>
                <error to="nested"/>
              </action>
              <action name="nested">
                <sub-workflow>
                  <app-path>${orchJobDir}/nested</app-path>
                  <propagate-configuration/>
                  <configuration>
                    <property><name>table</name><value>t_${queue}</value></property>
                  </configuration>
                </sub-workflow>
                <ok to="together"/>
                <error to="fail"/>
              </action>
              <join name="together" to="tell"/>
              <action name="tell">
                <email xmlns="uri:oozie:email-action:0.2">
                  <to>ops@example.org</to>
                  <subject>etl ${day} of ${wf:id()}</subject>
                  <body><![CDATA[done: ${wf:name()} & ${mode}]]></body>
                </email>
                <ok to="done"/>
                <error to="done"/>
              </action>
              <kill name="fail">
                <message>${wf:errorMessage(wf:lastErrorNode())} on ${day}</message>
              </kill>
              <kill name="unused"><message>kept for later</message></kill>
              <end name="done"/>
            </workflow-app>
            """)
        .file(
            "etl/nested/workflow.xml",
            """
            <workflow-app name="nested" xmlns="uri:oozie:workflow:0.4">
              <start to="again"/>
              <action name="again">
                <sub-workflow>
                  <app-path>${orchJobDir}/nested/deeper/deep.xml</app-path>
                  <configuration>
                    <property><name>input</name><value>${input}/${table}</value></property>
                  </configuration>
                </sub-workflow>
                <ok to="end"/>
                <error to="end"/>
              </action>
              <end name="end"/>
            </workflow-app>
            """)
        .file(
            "etl/nested/deeper/deep.xml",
            """
            <workflow-app name="deep-${input}" xmlns="uri:oozie:workflow:0.2">
              <start to="query"/>
              <action name="query">
                <hive xmlns="uri:oozie:hive-action:0.2">
                  <job-tracker>rm</job-tracker>
                  <name-node>nn</name-node>
                  <job-xml>hive-site.xml</job-xml>
                  <script>query.hql</script>
                  <param>IN=${input}</param>
                  <file>hdfs://other/lib/udf.jar</file>
                </hive>
                <ok to="end"/>
                <error to="fail"/>
              </action>
              <kill name="fail"><message>no</message></kill>
              <end name="end"/>
            </workflow-app>
            """)
        .file("etl/nested/deeper/hive-site.xml", "<configuration/>")
        .file("etl/nested/deeper/query.hql", "select ${hiveconf:x}")
        .file("etl/conf/site.xml", "<configuration/>")
        .file("etl/bin/check.sh", "echo ${unset}")
        .file("etl/sql/load.hql", "select 1")
        .file("etl/tools.zip", "zip")
        .file("etl/common/tools/x.jar", "jar");
  }

  /** A workflow by itself, of the newest schemas, with an action that only its server knows. */
  private static void steps(Trees trees) {
    trees
        .file("steps/job.properties", "oozie.wf.application.path=flow.xml\nfrom=a\nto=b\n")
        .file(
            "steps/flow.xml",
            """
            <workflow-app name="steps" xmlns="uri:oozie:workflow:1.0">
              <global>
                <resource-manager>${resourceManager}</resource-manager>
                <name-node>${nameNode}</name-node>
                <launcher><memory.mb>1024</memory.mb><vcores>1</vcores></launcher>
              </global>
              <start to="copy"/>
              <action name="copy">
                <distcp xmlns="uri:oozie:distcp-action:1.0">
                  <arg>${from}</arg>
                  <arg>${to}</arg>
                </distcp>
                <ok to="crunch"/>
                <error to="fail"/>
              </action>
              <action name="crunch">
                <spark xmlns="uri:oozie:spark-action:1.0">
                  <master>yarn</master>
                  <name>crunch</name>
                  <jar>${orchJobDir}/lib/crunch.jar</jar>
                </spark>
                <ok to="script"/>
                <error to="fail"/>
              </action>
              <action name="script">
                <shell xmlns="uri:oozie:shell-action:1.0">
                  <exec>bash</exec>
                  <argument>run.sh</argument>
                  <file>run.sh</file>
                </shell>
                <ok to="sql"/>
                <error to="fail"/>
              </action>
              <action name="sql">
                <hive2 xmlns="uri:oozie:hive2-action:1.0">
                  <jdbc-url>jdbc:hive2://hs2</jdbc-url>
                  <script>shipped.hql</script>
                  <file>${nameNode}/sql/any.hql#shipped.hql</file>
                </hive2>
                <ok to="import"/>
                <error to="fail"/>
              </action>
              <action name="import">
                <sqoop xmlns="uri:oozie:sqoop-action:1.0">
                  <command>import --table t --target-dir ${to}</command>
                </sqoop>
                <ok to="clone"/>
                <error to="fail"/>
              </action>
              <action name="clone">
                <git xmlns="uri:oozie:git-action:1.0">
                  <name-node>${nameNode}</name-node>
                  <git-uri>https://example.org/r.git</git-uri>
                  <destination-uri>${to}/r</destination-uri>
                </git>
                <ok to="wait"/>
                <error to="fail"/>
              </action>
              <action name="wait">
                <hold xmlns="uri:orch:hold-action:0.1">/tmp/file</hold>
                <ok to="end"/>
                <error to="fail"/>
              </action>
              <kill name="fail"><message>failed</message></kill>
              <end name="end"/>
            </workflow-app>
            """)
        .file("steps/lib/crunch.jar", "jar")
        .file("steps/run.sh", "true");
  }

  /** Of the oldest schemas. */
  private static void old(Trees trees) {
    trees
        .file(
            "old/job.properties",
            """
            oozie.coord.application.path=old.xml
            pigs=${orchJobDir}/pig
            oozie.wf.application.path.of.old=x
            """)
        .file(
            "old/old.xml",
            """
            <coordinator-app name="old" frequency="60" start="2026-01-01T00:00Z"
                end="2036-01-01T00:00Z" timezone="America/Los_Angeles"
                xmlns="uri:oozie:coordinator:0.1" xmlns:sla="uri:oozie:sla:0.1">
              <action>
                <workflow><app-path>${orchJobDir}/old-workflow.xml</app-path></workflow>
                <sla:info>
                  <sla:app-name>old</sla:app-name>
                  <sla:nominal-time>${coord:nominalTime()}</sla:nominal-time>
                  <sla:should-start>${5 * MINUTES}</sla:should-start>
                  <sla:should-end>${30 * MINUTES}</sla:should-end>
                  <sla:notification-msg>late</sla:notification-msg>
                  <sla:alert-contact>a@example.org</sla:alert-contact>
                  <sla:dev-contact>a@example.org</sla:dev-contact>
                  <sla:qa-contact>a@example.org</sla:qa-contact>
                  <sla:se-contact>a@example.org</sla:se-contact>
                </sla:info>
              </action>
            </coordinator-app>
            """)
        .file(
            "old/old-workflow.xml",
            """
            <w:workflow-app name="old" xmlns:w="uri:oozie:workflow:0.1">
              <w:start to="count"/>
              <w:action name="count">
                <w:map-reduce>
                  <w:job-tracker>${resourceManager}</w:job-tracker>
                  <w:name-node>${nameNode}</w:name-node>
                  <w:prepare><w:delete path="${nameNode}/out"/></w:prepare>
                  <w:configuration>
                    <w:property><w:name>mapred.mapper.class</w:name><w:value>M</w:value></w:property>
                  </w:configuration>
                  <w:file>/user/shared/list.txt#list</w:file>
                </w:map-reduce>
                <w:ok to="pig"/>
                <w:error to="fail"/>
              </w:action>
              <w:action name="pig">
                <w:pig>
                  <w:job-tracker>${resourceManager}</w:job-tracker>
                  <w:name-node>${nameNode}</w:name-node>
                  <w:script>${pigs}/count.pig</w:script>
                </w:pig>
                <w:ok to="far"/>
                <w:error to="fail"/>
              </w:action>
              <w:action name="far">
                <ssh xmlns="uri:oozie:ssh-action:0.1">
                  <host>etl@example.org</host>
                  <command>run</command>
                  <args>${nameNode}</args>
                </ssh>
                <w:ok to="end"/>
                <w:error to="fail"/>
              </w:action>
              <w:kill name="fail"><w:message>failed</w:message></w:kill>
              <w:end name="end"/>
            </w:workflow-app>
            """)
        .file("old/pig/count.pig", "a = load");
  }

  /** Two coordinators, one of them with logic of its inputs. */
  private static void bundle(Trees trees) {
    trees
        .file("weekly/job.properties", "oozie.bundle.application.path=x\nfrom=2026-01-01T00:00Z\n")
        .file(
            "weekly/bundle.xml",
            """
            <bundle-app name="weekly" xmlns="uri:oozie:bundle:0.2">
              <parameters>
                <property><name>until</name><value>2030-01-01T00:00Z</value></property>
              </parameters>
              <controls><kick-off-time>${from}</kick-off-time></controls>
              <coordinator name="one">
                <app-path>${orchJobDir}/one</app-path>
                <configuration>
                  <property><name>begin</name><value>${from}</value></property>
                </configuration>
              </coordinator>
              <coordinator name="two">
                <app-path>${orchJobDir}/two/two.xml</app-path>
              </coordinator>
              <coordinator name="three" enabled="false">
                <app-path>${nameNode}/apps/three/coordinator.xml</app-path>
              </coordinator>
            </bundle-app>
            """)
        .file(
            "weekly/one/coordinator.xml",
            """
            <coordinator-app name="one" frequency="0 10 * * MON" start="${begin}" end="${until}"
                timezone="UTC" xmlns="uri:oozie:coordinator:0.2">
              <action><workflow><app-path>${nameNode}/apps/wf</app-path></workflow></action>
            </coordinator-app>
            """)
        .file(
            "weekly/two/two.xml",
            """
            <coordinator-app name="two" frequency="${coord:endOfDays(1)}" start="${from}"
                end="${last}" timezone="UTC" xmlns="uri:oozie:coordinator:0.5">
              <datasets>
                <include>${orchJobDir}/two/sets.xml</include>
                <dataset name="a" frequency="${coord:days(1)}" initial-instance="${from}"
                         timezone="UTC">
                  <uri-template>hcat://metastore/db/t/dt=${YEAR}${MONTH}${DAY}</uri-template>
                </dataset>
              </datasets>
              <input-events>
                <data-in name="a" dataset="a"><instance>${coord:latest(0)}</instance></data-in>
                <data-in name="b" dataset="from-another-file">
                  <instance>${coord:latest(0)}</instance>
                </data-in>
              </input-events>
              <input-logic>
                <or name="any"><data-in dataset="a"/><data-in dataset="b"/></or>
              </input-logic>
              <action>
                <workflow>
                  <app-path>${orchJobDir}/two</app-path>
                  <configuration>
                    <property><name>in</name><value>${coord:dataIn('any')}</value></property>
                  </configuration>
                </workflow>
              </action>
            </coordinator-app>
            """)
        .file(
            "weekly/two/coord-config-default.xml",
            """
            <configuration>
              <property><name>last</name><value>2031-01-01T00:00Z</value></property>
            </configuration>
            """)
        .file("weekly/two/sets.xml", "<datasets/>")
        .file(
            "weekly/two/workflow.xml",
            """
            <workflow-app name="two-${in}" xmlns="uri:oozie:workflow:0.4.5">
              <start to="end"/>
              <end name="end"/>
            </workflow-app>
            """);
  }

  /** A coordinator of a workflow that somebody else puts on Hadoop. */
  private static void elsewhere(Trees trees) {
    trees
        .file("else/job.properties", "oozie.coord.application.path=x\nwf=${nameNode}/apps/w\n")
        .file(
            "else/coordinator.xml",
            """
            <coordinator-app name="else" frequency="${coord:months(1)}" start="2026-01-01T00:00Z"
                end="2036-01-01T00:00Z" timezone="UTC" xmlns="uri:oozie:coordinator:0.3">
              <action><workflow><app-path>${wf}</app-path></workflow></action>
            </coordinator-app>
            """);
  }
}
